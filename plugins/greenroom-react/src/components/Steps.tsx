import { Flex, Text } from '@backstage/ui';
import { Step } from '@greenroom/backstage-plugin-greenroom-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiCircleLine,
  RiCloseLine,
  RiLoader2Line,
} from '@remixicon/react';
import { StatusColor } from './phases';
import { TimeAgo } from './TimeAgo';

const LOOKS: Record<
  Step['state'],
  { icon: RemixiconComponentType; color: StatusColor; word: string }
> = {
  done: { icon: RiCheckLine, color: '--bui-fg-positive', word: 'done' },
  active: {
    icon: RiLoader2Line,
    color: '--bui-fg-announcement',
    word: 'in progress',
  },
  waiting: { icon: RiCircleLine, color: '--bui-fg-secondary', word: 'waiting' },
  failed: { icon: RiCloseLine, color: '--bui-fg-negative', word: 'failed' },
};

/** What has to happen until an asset runs, and how far it is. */
export const Steps = ({ steps }: { steps: readonly Step[] }) =>
  steps.length ? (
    <ol aria-label="Steps" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {steps.map(step => (
        <StepLine key={step.name} step={step} />
      ))}
    </ol>
  ) : null;

function StepLine({ step }: { step: Step }) {
  const { icon: Icon, color, word } = LOOKS[step.state];
  return (
    <li aria-current={step.state === 'active' ? 'step' : undefined}>
      <Flex align="center" gap="2" py="1">
        <Icon
          size={16}
          role="img"
          aria-label={word}
          style={{ color: `var(${color})`, flexShrink: 0 }}
        />
        <Text
          as="span"
          variant="body-medium"
          color={step.state === 'waiting' ? 'secondary' : 'primary'}
        >
          {step.name}
        </Text>
        {step.at && (
          <Text as="span" variant="body-small" color="secondary">
            <TimeAgo at={step.at} />
          </Text>
        )}
      </Flex>
    </li>
  );
}
