/**
 * The same pages, cards, tabs and fields for the legacy frontend system.
 *
 * @packageDocumentation
 */
export {
  isModelServerEntity,
  isProjectEntity,
  isWorkbenchEntity,
} from './conditions';
export {
  EntityAcceleratorCard,
  EntityModelHealthCard,
  EntityProjectCard,
  EntityServingContent,
  EntityWorkbenchCard,
  EntityWorkbenchesContent,
  GreenroomHardwarePicker,
  GreenroomImagePicker,
  GreenroomPage,
  greenroomPlugin,
  GreenroomProjectPicker,
  GreenroomRuntimePicker,
} from './plugin';
