export { dueNotice } from './dueNotice';
export type { Notice, Notified } from './Notice';
export { warningAt } from './warningAt';
export { OwnerNotifier } from './OwnerNotifier';
