export { giftsProgram } from "./program";
export { eraseGiftMessages, giftsOfMember } from "./store";
export { giftTemplate, tellGiven } from "./tell";
