import { Flex, SearchField, Select } from '@backstage/ui';
import {
  AssetSummary,
  Kind,
  KINDS,
  Phase,
  PHASES,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetRows,
  LiveContent,
  useAssets,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useMemo, useState } from 'react';
import { AssetTable, KIND_WORDS } from '../parts/AssetTable';
import { ObservedAssets } from '../parts/ObservedAssets';
import { PageBody } from './PageBody';

const ALL = 'all';
const COLUMNS = [
  'name',
  'phase',
  'kind',
  'project',
  'summary',
  'owner',
  'cluster',
  'updatedAt',
] as const;

/** Every asset that the reader may see, to be narrowed by kind, phase and words. */
export const AssetsPage = () => {
  const [kind, setKind] = useState<string>(ALL);
  const [phase, setPhase] = useState<string>(ALL);
  const [words, setWords] = useState('');
  const assets = useAssets({
    kind: kind === ALL ? undefined : (kind as Kind),
    phase: phase === ALL ? undefined : (phase as Phase),
  });
  return (
    <PageBody>
      <Flex gap="3" align="end" style={{ flexWrap: 'wrap' }}>
        <Select
          label="Kind"
          value={kind}
          onChange={key => setKind(String(key))}
          options={[
            { value: ALL, label: 'All kinds' },
            ...KINDS.map(value => ({ value, label: KIND_WORDS[value] })),
          ]}
        />
        <Select
          label="Phase"
          value={phase}
          onChange={key => setPhase(String(key))}
          options={[
            { value: ALL, label: 'All phases' },
            ...PHASES.map(value => ({ value, label: value })),
          ]}
        />
        <SearchField
          label="Search"
          placeholder="Name, project or owner"
          value={words}
          onChange={setWords}
        />
      </Flex>
      <LiveContent live={assets} what="the assets">
        {rows => <Matches rows={rows} words={words} />}
      </LiveContent>
      <ObservedAssets
        filter={{ kind: kind === ALL ? undefined : (kind as Kind) }}
      />
    </PageBody>
  );
};

function Matches({ rows, words }: { rows: AssetRows; words: string }) {
  const matching = useMemo(
    () => ({
      ...rows,
      items: rows.items.filter(asset => matches(asset, words)),
    }),
    [rows, words],
  );
  return (
    <AssetTable
      rows={matching}
      columns={COLUMNS}
      empty="No asset matches. Change the filters, or create one from a template."
    />
  );
}

function matches(
  { title, name, project, owner }: AssetSummary,
  words: string,
): boolean {
  const text = [title, name, project, owner].join(' ').toLocaleLowerCase('en');
  return words
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .every(word => text.includes(word));
}
