import { TimeAgo, useNow } from '@greenroom/backstage-plugin-greenroom-react';

/** Metrics are a minute or two behind at best. */
const OLD_MS = 3 * 60_000;

/** From when a figure is, once that is worth saying. */
export const AsOf = ({ at }: { at: string | undefined }) => {
  const now = useNow();
  return at && now - Date.parse(at) > OLD_MS ? (
    <>
      , as of <TimeAgo at={at} />
    </>
  ) : null;
};
