import { useNow } from '../hooks/useNow';
import { timeAgo } from './formatTimeAgo';

/** A time relative to now; its title is the full one in the reader's time zone. */
export const TimeAgo = ({ at }: { at: string }) => {
  const now = useNow();
  const text = timeAgo(at, now);
  return text ? (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {text}
    </time>
  ) : null;
};
