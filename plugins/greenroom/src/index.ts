/**
 * Greenroom's pages, entity cards, tabs and form fields.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
