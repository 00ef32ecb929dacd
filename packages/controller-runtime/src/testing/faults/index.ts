export type { Answer, Exchange, Fault } from './Fault';
export {
  answers,
  delays,
  endsAfter,
  holds,
  holdsAnswer,
  losesAnswer,
  resets,
} from './faults';
export { WRITES } from './Matcher';
export type { Matcher } from './Matcher';
export type { OpenWatch, Order } from './OpenWatch';
