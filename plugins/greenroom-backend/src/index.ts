/**
 * Reconciles what ML teams declare against Kubernetes, and explains what it
 * sees.
 *
 * @packageDocumentation
 */
export { greenroomPlugin as default } from './plugin';
