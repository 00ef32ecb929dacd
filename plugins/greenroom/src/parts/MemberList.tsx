import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Text } from '@backstage/ui';
import { Asset } from '@greenroom/backstage-plugin-greenroom-common';

/** Who may enter the namespace of a project, and who of them cannot yet. */
export const MemberList = ({ of }: { of: Asset<'Project'> }) => {
  const { members = [] } = of.spec;
  const unmapped = of.status.conditions.find(
    ({ type, status }) => type === 'MembersMapped' && status === 'False',
  );
  if (!members.length) return null;
  return (
    <Flex direction="column" gap="2" style={{ minWidth: 0 }}>
      {unmapped && (
        <Alert
          role="status"
          status="warning"
          icon
          title="Not all members may enter"
          description={unmapped.message}
        />
      )}
      <Flex
        gap="3"
        style={{ flexWrap: 'wrap' }}
        role="list"
        aria-label="Members"
      >
        {members.map(({ ref, role = 'member' }) => (
          <Text key={ref} as="span" variant="body-small" role="listitem">
            <EntityRefLink entityRef={ref} /> ({role})
          </Text>
        ))}
      </Flex>
    </Flex>
  );
};
