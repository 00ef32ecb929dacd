import { Badge } from '@backstage/ui';
import { Phase } from '@greenroom/backstage-plugin-greenroom-common';
import { PHASE_LOOKS } from './phases';

/** A phase as icon and word. */
export const PhaseBadge = ({ phase }: { phase: Phase }) => {
  const { icon: Icon, color, meaning } = PHASE_LOOKS[phase];
  return (
    <Badge
      title={meaning}
      icon={<Icon size={16} aria-hidden style={{ color: `var(${color})` }} />}
    >
      {phase}
    </Badge>
  );
};
