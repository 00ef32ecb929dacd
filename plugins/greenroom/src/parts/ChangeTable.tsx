import { Text } from '@backstage/ui';
import { PendingChange } from '@greenroom/backstage-plugin-greenroom-common';
import { CSSProperties, ReactNode } from 'react';
import { fieldText } from './fieldText';

/** Long values break rather than widen the card. */
const CELL: CSSProperties = {
  textAlign: 'start',
  verticalAlign: 'top',
  padding: 'var(--bui-space-1)',
  overflowWrap: 'anywhere',
};

export interface ChangeTableProps {
  changes: readonly PendingChange[];
}

/** What fields are now and what they will be. Which object has them is said where it is more than one. */
export const ChangeTable = ({ changes }: ChangeTableProps) => {
  const several = new Set(changes.map(({ object }) => object)).size > 1;
  return (
    <table style={{ width: '100%', tableLayout: 'fixed' }}>
      <thead>
        <tr>
          <Heading>Field</Heading>
          <Heading>Now</Heading>
          <Heading>Then</Heading>
        </tr>
      </thead>
      <tbody>
        {changes.map(change => (
          <tr key={`${change.object} ${change.path}`}>
            <th scope="row" style={CELL}>
              <Text as="span" variant="body-small" weight="bold">
                {fieldText(change.path)}
              </Text>
              {several && (
                <Text as="div" variant="body-small" color="secondary">
                  {change.object}
                </Text>
              )}
            </th>
            <Values change={change} />
          </tr>
        ))}
      </tbody>
    </table>
  );
};

function Heading({ children }: { children: ReactNode }) {
  return (
    <th scope="col" style={CELL}>
      <Text as="span" variant="body-small" color="secondary">
        {children}
      </Text>
    </th>
  );
}

function Values({ change: { before, after } }: { change: PendingChange }) {
  if (before === undefined && after === undefined) {
    return (
      <td colSpan={2} style={CELL}>
        <Text as="span" variant="body-small" color="secondary">
          Changes; its value is not shown
        </Text>
      </td>
    );
  }
  return (
    <>
      <Value>{before}</Value>
      <Value>{after}</Value>
    </>
  );
}

function Value({ children = 'not set' }: { children?: string }) {
  return (
    <td style={CELL}>
      <Text as="span" variant="body-small">
        {children}
      </Text>
    </td>
  );
}
