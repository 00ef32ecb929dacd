import {
  FieldIssue,
  HardwareProfile,
  parseQuantity,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';

type HardwareChoice = WorkbenchSpec['hardware'];

interface Bounds {
  default: string | number;
  min?: string | number;
  max?: string | number;
}

/** What of a choice leaves the bounds of its profile. A profile without bounds admits its default only. */
export function hardwareIssues(
  { count, cpu, memory }: HardwareChoice,
  profile: HardwareProfile,
): FieldIssue[] {
  if (count && !profile.accelerator) {
    return [
      {
        field: 'spec.hardware.count',
        message: `must be left out: profile "${profile.name}" has no accelerator`,
      },
    ];
  }
  return [
    ...outOfBounds('count', count, profile.accelerator?.count),
    ...outOfBounds('cpu', cpu, profile.cpu),
    ...outOfBounds('memory', memory, profile.memory),
  ];
}

/** Shared memory is a part of the memory: more of it than that could only end the container. */
export function sharedMemoryIssues(
  { hardware, sharedMemory }: WorkbenchSpec,
  profile: HardwareProfile,
): FieldIssue[] {
  const memory = hardware.memory ?? profile.memory.default;
  return sharedMemory !== undefined &&
    parseQuantity(sharedMemory)! > parseQuantity(memory)!
    ? [
        {
          field: 'spec.sharedMemory',
          message: `must be at most ${memory}, the memory that it is a part of`,
        },
      ]
    : [];
}

function outOfBounds(
  field: string,
  value: string | number | undefined,
  bounds: Bounds | undefined,
): FieldIssue[] {
  if (value === undefined || !bounds) return [];
  const { default: usual, min = usual, max = usual } = bounds;
  const asked = parseQuantity(value) ?? NaN;
  if (asked >= parseQuantity(min)! && asked <= parseQuantity(max)!) return [];
  return [
    {
      field: `spec.hardware.${field}`,
      message:
        min === max ? `must be ${min}` : `must be between ${min} and ${max}`,
    },
  ];
}
