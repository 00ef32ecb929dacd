import {
  Asset,
  HardwareProfile,
} from '@greenroom/backstage-plugin-greenroom-common';

/** `2 × NVIDIA A100 80GB`, or undefined when the profile has none. */
export function acceleratorText(
  profile: HardwareProfile | undefined,
  count: number | undefined,
): string | undefined {
  if (!profile?.accelerator) return undefined;
  const { product, count: bounds } = profile.accelerator;
  return `${count ?? bounds.default} × ${product}`;
}

/** `NVIDIA A100, 4 CPU, 16Gi memory`: the profile as it was when this revision was made. */
export function hardwareText({
  spec: { hardware },
  resolved: { profile },
}: Asset<'Workbench' | 'ModelServer'>): string {
  const cpu = hardware.cpu ?? profile?.cpu.default;
  const memory = hardware.memory ?? profile?.memory.default;
  return [
    profile?.title ?? hardware.profile,
    cpu && `${cpu} CPU`,
    memory && `${memory} memory`,
  ]
    .filter(Boolean)
    .join(', ');
}
