import {
  Button,
  Cell,
  CellText,
  ColumnConfig,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import { ObservedAsset } from '@greenroom/backstage-plugin-greenroom-common';
import { TimeAgo } from '@greenroom/backstage-plugin-greenroom-react';
import { useMemo, useState } from 'react';
import { PhaseCell } from './PhaseCell';
import { AdoptDialog } from '../dialogs/AdoptDialog';

export interface ObservedTableProps {
  items: ObservedAsset[];
  onAdopted: () => void;
}

/** Objects of others, with who manages them and a way to make them assets. */
export const ObservedTable = ({ items, onAdopted }: ObservedTableProps) => {
  const [adopting, setAdopting] = useState<ObservedAsset>();
  const { tableProps } = useTable<ObservedAsset>({
    mode: 'complete',
    data: items,
    paginationOptions: { pageSize: 20 },
  });
  const columnConfig = useMemo(() => columns(setAdopting), []);
  return (
    <>
      <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
        <Table {...tableProps} columnConfig={columnConfig} />
      </div>
      {adopting && (
        <AdoptDialog
          asset={adopting}
          onClose={() => setAdopting(undefined)}
          onDone={() => {
            setAdopting(undefined);
            onAdopted();
          }}
        />
      )}
    </>
  );
};

function columns(
  adopt: (asset: ObservedAsset) => void,
): ColumnConfig<ObservedAsset>[] {
  return [
    {
      id: 'title',
      label: 'Name',
      isRowHeader: true,
      minWidth: 140,
      cell: ({ title, object }) => (
        <Cell>
          <Text as="div" variant="body-medium">
            {title}
          </Text>
          <Text
            as="div"
            variant="body-small"
            color="secondary"
            style={{ overflowWrap: 'anywhere' }}
          >
            {object}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'phase',
      label: 'Phase',
      minWidth: 120,
      cell: ({ status: { phase, stale } }) => (
        <PhaseCell phase={phase} stale={stale} />
      ),
    },
    {
      id: 'why',
      label: 'Why',
      minWidth: 180,
      cell: ({ status }) => (
        <Cell>
          <Text
            as="span"
            variant="body-medium"
            style={{ overflowWrap: 'anywhere' }}
          >
            {status.explanation?.summary ?? ''}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'manager',
      label: 'Managed by',
      minWidth: 150,
      cell: ({ manager, creator }) => (
        <CellText
          title={manager.name === 'somebody' ? 'Not told' : manager.name}
          description={creator ?? manager.evidence}
        />
      ),
    },
    {
      id: 'place',
      label: 'Namespace',
      minWidth: 120,
      cell: ({ namespace, cluster }) => (
        <CellText title={namespace} description={cluster} />
      ),
    },
    {
      id: 'createdAt',
      label: 'Made',
      minWidth: 100,
      cell: ({ createdAt }) => (
        <Cell>
          {createdAt && (
            <Text as="span" variant="body-medium">
              <TimeAgo at={createdAt} />
            </Text>
          )}
        </Cell>
      ),
    },
    {
      id: 'adopt',
      label: 'Adopt',
      minWidth: 180,
      cell: asset => (
        <Cell>
          {asset.adoption.possible ? (
            <Button
              size="small"
              variant="secondary"
              aria-label={`Adopt ${asset.title}…`}
              onPress={() => adopt(asset)}
            >
              Adopt…
            </Button>
          ) : (
            <Text as="span" variant="body-small" color="secondary">
              {asset.adoption.why}
            </Text>
          )}
        </Cell>
      ),
    },
  ];
}
