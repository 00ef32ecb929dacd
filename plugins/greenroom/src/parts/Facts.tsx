import { Text } from '@backstage/ui';
import { Fragment, ReactNode } from 'react';

/** Names with their values; a value that is absent takes its name with it. */
export const Facts = ({
  facts,
}: {
  facts: Record<string, ReactNode | undefined>;
}) => (
  <dl
    style={{
      display: 'grid',
      gridTemplateColumns: 'minmax(6rem, max-content) minmax(0, 1fr)',
      columnGap: 'var(--bui-space-4)',
      rowGap: 'var(--bui-space-2)',
      margin: 0,
      overflowWrap: 'anywhere',
    }}
  >
    {Object.entries(facts)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => (
        <Fragment key={name}>
          <dt>
            <Text as="span" variant="body-small" color="secondary">
              {name}
            </Text>
          </dt>
          <dd style={{ margin: 0 }}>
            <Text as="div" variant="body-medium">
              {value}
            </Text>
          </dd>
        </Fragment>
      ))}
  </dl>
);
