export { giftsProgram } from "./program";
export { eraseGiftMessages } from "./store";
export { giftTemplate, tellGiven } from "./tell";
