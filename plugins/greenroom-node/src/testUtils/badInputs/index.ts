export { BAD_INPUTS } from './badInputs';
export { GOOD_SPECS } from './BadInput';
export type { BadInput } from './BadInput';
