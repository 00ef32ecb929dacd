import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  ColumnConfig,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import {
  AssetSummary,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetRows,
  LIST_LIMIT,
  TimeAgo,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useMemo } from 'react';
import { PhaseCell } from './PhaseCell';
import { UnclaimedName } from './UnclaimedName';

export const KIND_WORDS: Record<Kind, string> = {
  Project: 'Project',
  Workbench: 'Workbench',
  ModelServer: 'Model server',
  Connection: 'Connection',
};

type ColumnId =
  | 'name'
  | 'kind'
  | 'project'
  | 'phase'
  | 'summary'
  | 'owner'
  | 'cluster'
  | 'updatedAt';

const COLUMNS: Record<ColumnId, ColumnConfig<AssetSummary>> = {
  name: {
    id: 'name',
    label: 'Name',
    isRowHeader: true,
    isSortable: true,
    minWidth: 140,
    cell: asset => (
      <Cell>
        {asset.unclaimedSince ? (
          <UnclaimedName asset={asset} />
        ) : (
          <EntityRefLink entityRef={asset.entityRef} title={asset.title} />
        )}
      </Cell>
    ),
  },
  kind: {
    id: 'kind',
    label: 'Kind',
    isSortable: true,
    minWidth: 120,
    cell: ({ kind }) => <CellText title={KIND_WORDS[kind]} />,
  },
  project: {
    id: 'project',
    label: 'Project',
    isSortable: true,
    minWidth: 100,
    cell: ({ project }) => <CellText title={project} />,
  },
  phase: {
    id: 'phase',
    label: 'Phase',
    isSortable: true,
    minWidth: 120,
    cell: ({ phase, stale }) => <PhaseCell phase={phase} stale={stale} />,
  },
  summary: {
    id: 'summary',
    label: 'Why',
    minWidth: 200,
    cell: ({ summary }) => (
      <Cell>
        <Text
          as="span"
          variant="body-medium"
          style={{ overflowWrap: 'anywhere' }}
        >
          {summary ?? ''}
        </Text>
      </Cell>
    ),
  },
  owner: {
    id: 'owner',
    label: 'Owner',
    isSortable: true,
    minWidth: 130,
    cell: ({ owner }) => (
      <Cell>
        <EntityRefLink entityRef={owner} />
      </Cell>
    ),
  },
  cluster: {
    id: 'cluster',
    label: 'Cluster',
    isSortable: true,
    minWidth: 90,
    cell: ({ cluster }) => <CellText title={cluster} />,
  },
  updatedAt: {
    id: 'updatedAt',
    label: 'Changed',
    isSortable: true,
    minWidth: 110,
    cell: ({ updatedAt }) => (
      <Cell>
        <Text as="span" variant="body-medium">
          <TimeAgo at={updatedAt} />
        </Text>
      </Cell>
    ),
  },
};

export interface AssetTableProps {
  rows: AssetRows;
  columns: readonly ColumnId[];
  /** Said when there is none. */
  empty: string;
}

/** Assets as a table, which scrolls inside its own box on a narrow screen. */
export const AssetTable = ({ rows, columns, empty }: AssetTableProps) => {
  const { tableProps } = useTable<AssetSummary>({
    mode: 'complete',
    data: rows.items,
    initialSort: { column: 'name', direction: 'ascending' },
    sortFn: sortAssets,
    paginationOptions: { pageSize: 20 },
  });
  const columnConfig = useMemo(
    () => columns.map(column => COLUMNS[column]),
    [columns],
  );
  return (
    <>
      <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
        <Table
          {...tableProps}
          columnConfig={columnConfig}
          emptyState={<Text as="p">{empty}</Text>}
        />
      </div>
      {rows.more && (
        <Text as="p" variant="body-small" color="secondary">
          These are the first {LIST_LIMIT}. Use the filters to see others.
        </Text>
      )}
    </>
  );
};

function sortAssets(
  assets: AssetSummary[],
  { column, direction }: { column: unknown; direction: string },
): AssetSummary[] {
  const field = column === 'name' ? 'title' : (column as keyof AssetSummary);
  const sign = direction === 'descending' ? -1 : 1;
  return [...assets].sort(
    (a, b) =>
      sign *
      String(a[field] ?? '').localeCompare(String(b[field] ?? ''), 'en', {
        numeric: true,
      }),
  );
}
