/**
 * The same pages, cards, tabs and fields for the legacy frontend system.
 *
 * @packageDocumentation
 */
export {
  isConnectionEntity,
  isModelServerEntity,
  isProjectEntity,
  isWorkbenchEntity,
} from './conditions';
export {
  EntityAcceleratorCard,
  EntityConnectionCard,
  EntityModelHealthCard,
  EntityProjectCard,
  EntityServingContent,
  EntityWorkbenchCard,
  EntityWorkbenchesContent,
  GreenroomClaimPicker,
  GreenroomConnectionPicker,
  GreenroomHardwarePicker,
  GreenroomImagePicker,
  GreenroomPage,
  greenroomPlugin,
  GreenroomProjectPicker,
  GreenroomRuntimePicker,
  GreenroomTierPicker,
} from './plugin';
