import { Alert, Button, Flex, Select, Switch, Text } from '@backstage/ui';
import {
  Asset,
  AssetContainer,
  LOG_LINES,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  useLog,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useEffect, useRef, useState } from 'react';

const LENGTHS = [LOG_LINES.default, 1000, LOG_LINES.most];

const TEXT = {
  margin: 0,
  padding: 'var(--bui-space-2)',
  height: 'min(60vh, 40rem)',
  overflow: 'auto',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  fontFamily: 'var(--bui-font-monospace, monospace)',
  fontSize: '0.8rem',
} as const;

export interface ContainerLogProps {
  asset: Asset;
  of: AssetContainer;
}

/** The last lines of a container, or why it has none. */
export const ContainerLog = ({ asset, of }: ContainerLogProps) =>
  of.log ? (
    <Log asset={asset} of={of} />
  ) : (
    <Alert
      role="status"
      status="info"
      icon
      title="It has not started yet"
      description={of.reason && `The cluster says: ${of.reason}`}
    />
  );

function Log({ asset, of }: ContainerLogProps) {
  const { pod, container, previousLog, restarts } = of;
  const [before, setBefore] = useState(false);
  const [tailLines, setTailLines] = useState<number>(LOG_LINES.default);
  const previous = before && previousLog;
  const log = useLog(asset, { pod, container, previous, tailLines });
  return (
    <Flex direction="column" gap="3" style={{ minWidth: 0 }}>
      <Flex gap="3" align="end" style={{ flexWrap: 'wrap' }}>
        <Select
          label="Lines"
          value={String(tailLines)}
          onChange={key => setTailLines(Number(key))}
          options={LENGTHS.map(length => ({
            value: String(length),
            label: `The last ${length}`,
          }))}
        />
        {previousLog && (
          <Switch
            label={`Before the last restart (of ${restarts})`}
            isSelected={before}
            onChange={setBefore}
          />
        )}
        <Button
          variant="secondary"
          isPending={log.refreshing}
          onPress={log.refresh}
        >
          Refresh
        </Button>
        {/* Browsers have none on pages that are not secure. */}
        {log.value && navigator.clipboard && (
          <Button
            variant="secondary"
            onPress={() => navigator.clipboard.writeText(log.value!)}
          >
            Copy
          </Button>
        )}
      </Flex>
      <LiveContent live={log} what="the log">
        {text =>
          text ? (
            <Lines text={text} label={`Log of ${container}`} />
          ) : (
            <Text as="p">It has printed nothing.</Text>
          )
        }
      </LiveContent>
    </Flex>
  );
}

/** What was printed last is in sight, as in a terminal. */
function Lines({ text, label }: { text: string; label: string }) {
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  return (
    // What scrolls has to be within reach of the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre ref={box} role="region" aria-label={label} tabIndex={0} style={TEXT}>
      {text}
    </pre>
  );
}
