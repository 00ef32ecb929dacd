import {
  Card,
  CardBody,
  CardHeader,
  Cell,
  CellText,
  ColumnConfig,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import {
  STANDARD_TYPES,
  StandardType,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  useStandards,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useMemo } from 'react';
import { PageBody } from './PageBody';
import { standardRow, StandardRow } from './standardRow';

const TITLES: Record<StandardType, string> = {
  hardwareProfiles: 'Hardware profiles',
  workbenchImages: 'Workbench images',
  servingRuntimes: 'Serving runtimes',
  projectTiers: 'Project tiers',
};

const COLUMNS: ColumnConfig<StandardRow>[] = [
  {
    id: 'title',
    label: 'Name',
    isRowHeader: true,
    minWidth: 160,
    cell: ({ title, name }) => (
      <CellText title={title} description={title === name ? undefined : name} />
    ),
  },
  {
    id: 'version',
    label: 'Version',
    minWidth: 90,
    cell: ({ version }) => <CellText title={version} />,
  },
  {
    id: 'lifecycle',
    label: 'Lifecycle',
    minWidth: 120,
    cell: ({ lifecycle }) => <CellText title={lifecycle} />,
  },
  {
    id: 'details',
    label: 'What it is',
    minWidth: 240,
    cell: ({ details }) => (
      <Cell>
        {details.map(line => (
          <Text key={line} as="div" variant="body-small">
            {line}
          </Text>
        ))}
      </Cell>
    ),
  },
];

/** What the platform team offers. */
export const StandardsPage = () => (
  <PageBody>
    {STANDARD_TYPES.map(type => (
      <StandardCard key={type} type={type} />
    ))}
  </PageBody>
);

function StandardCard({ type }: { type: StandardType }) {
  const standards = useStandards(type);
  const title = TITLES[type];
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {title}
        </Text>
      </CardHeader>
      <CardBody>
        <LiveContent
          live={standards}
          what={`the ${title.toLocaleLowerCase('en')}`}
        >
          {entries => <StandardTable entries={entries} />}
        </LiveContent>
      </CardBody>
    </Card>
  );
}

function StandardTable({
  entries,
}: {
  entries: readonly Parameters<typeof standardRow>[0][];
}) {
  const data = useMemo(() => entries.map(standardRow), [entries]);
  const { tableProps } = useTable({
    mode: 'complete',
    data,
    paginationOptions: { type: 'none' },
  });
  return (
    <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
      <Table
        {...tableProps}
        columnConfig={COLUMNS}
        emptyState={
          <Text as="p">
            None yet. An administrator adds them under{' '}
            <code>greenroom.standards</code>.
          </Text>
        }
      />
    </div>
  );
}
