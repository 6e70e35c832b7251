export { mergeExplainer } from "./explain";
export { suggestMerges } from "./suggest";
