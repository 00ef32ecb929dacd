import { Flex, Text } from '@backstage/ui';
import {
  quotaName,
  QuotaUse,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useStandards } from '@greenroom/backstage-plugin-greenroom-react';
import LinearProgress from '@material-ui/core/LinearProgress';
import { offeredQuota, quotaShare } from './quotaText';

export interface QuotaUseListProps {
  /** Its cluster says what its accelerators are called. */
  project: string;
  /** Undefined: not seen (yet). */
  quota: readonly QuotaUse[] | undefined;
  /** The project's tier bounds it. */
  bounded: boolean;
}

/** How much of each resource a project uses of what it may. What is not seen is said to be unknown, never drawn as zero. */
export const QuotaUseList = ({
  project,
  quota,
  bounded,
}: QuotaUseListProps) => {
  const profiles = useStandards('hardwareProfiles', project);
  if (!quota) {
    return (
      <Text as="p" color="secondary">
        {bounded
          ? 'How much of the quota is used is not known yet.'
          : 'This project has no quota.'}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2" role="list" aria-label="Quota">
      {offeredQuota(quota).map(use => (
        <Use
          key={use.resource}
          use={use}
          name={quotaName(use.resource, profiles.value)}
        />
      ))}
    </Flex>
  );
};

function Use({ use, name }: { use: QuotaUse; name: string }) {
  const text = `${use.used} of ${use.hard}`;
  const share = quotaShare(use);
  return (
    <div role="listitem" title={use.resource}>
      <Flex justify="between" gap="2" style={{ flexWrap: 'wrap' }}>
        <Text as="span" variant="body-small">
          {name}
        </Text>
        <Text as="span" variant="body-small" color="secondary">
          {share === 1 ? `${text}, used up` : text}
        </Text>
      </Flex>
      {share !== undefined && (
        <LinearProgress
          variant="determinate"
          value={share * 100}
          aria-label={`${name} in use`}
          aria-valuetext={text}
        />
      )}
    </div>
  );
}
