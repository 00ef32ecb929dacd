import {
  AcceleratorHolder,
  AcceleratorUsage,
} from '@greenroom/backstage-plugin-greenroom-common';
import { freeProfiles, otherCount } from '../alternatives';
import { Cause } from '../Cause';
import { acceleratorShortage, largestOf, Shortage, sumOf } from '../scheduling';

const MAX_HOLDERS = 3;

/** No node has such a device at all. */
export const noSuchAccelerator: Cause = {
  reason: 'NoSuchAccelerator',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    const short = acceleratorShortage(evidence);
    if (!short?.usages || sumOf(short.usages, 'allocatable') > 0) {
      return undefined;
    }
    return {
      ...quoted(short),
      summary: `No node of the cluster offers ${short.product} (${short.resource}) now.`,
      fixes: [
        ...freeProfiles(evidence, short.wanted),
        {
          text: 'Ask the platform team whether the driver and device plugin run on the nodes',
        },
      ],
    };
  },
};

/** More than the largest node has: waiting does not help. */
export const canNeverFit: Cause = {
  reason: 'CanNeverFit',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    const short = acceleratorShortage(evidence);
    if (!short?.usages?.length) return undefined;
    const largest = largestOf(short.usages, 'largestNode');
    if (short.wanted <= largest) return undefined;
    return {
      ...quoted(short),
      summary: `${short.wanted} ${short.product} can never fit: the largest node has ${largest}.`,
      fixes: [
        ...otherCount(evidence, largest),
        ...freeProfiles(evidence, short.wanted),
      ],
    };
  },
};

/** All devices of the asked kind are taken. Source: kube-scheduler, "Insufficient <resource>". */
export const acceleratorsInUse: Cause = {
  reason: 'AcceleratorsInUse',
  phase: 'Pending',
  stage: 'Scheduled',
  find: evidence => {
    const short = acceleratorShortage(evidence);
    if (!short) return undefined;
    const { usages, wanted, product } = short;
    if (!usages) {
      return {
        ...quoted(short),
        summary: `No node has ${wanted} ${product} free. Greenroom cannot see who holds them.`,
      };
    }
    const largestFree = largestOf(usages, 'largestFree');
    // Enough is free somewhere: something else keeps the pod away from it.
    if (largestFree >= wanted) return undefined;
    return {
      ...quoted(short),
      summary: [
        inUse(short, usages, largestFree),
        heldBy(usages, evidence.context.project),
      ]
        .filter(Boolean)
        .join(' '),
      fixes: [
        ...freeProfiles(evidence, short.wanted),
        ...otherCount(
          evidence,
          largestFree,
          count => `Ask for ${count}, which is free now`,
        ),
        { text: 'Ask the holders, or wait until one of them stops' },
      ],
    };
  },
};

function quoted({ object, message }: Shortage) {
  return { object, evidence: message };
}

function inUse(
  { wanted, product }: Shortage,
  usages: readonly AcceleratorUsage[],
  largestFree: number,
): string {
  const total = sumOf(usages, 'allocatable');
  const free = sumOf(usages, 'free');
  if (free === 0) return `All ${total} ${product} are in use.`;
  const asked = `${free} of ${total} ${product} are free, ${wanted} are asked for`;
  return free >= wanted
    ? `${asked} on one node, and no node has more than ${largestFree} free.`
    : `${asked}.`;
}

function heldBy(usages: readonly AcceleratorUsage[], project: string): string {
  const held = new Map<string, number>();
  for (const holder of usages.flatMap(usage => usage.holders)) {
    const name = holderName(holder, project);
    held.set(name, (held.get(name) ?? 0) + holder.count);
  }
  const holders = [...held].sort(([, a], [, b]) => b - a);
  if (!holders.length) return '';
  const named = holders
    .slice(0, MAX_HOLDERS)
    .map(([name, count]) => `${name} (${count})`);
  const others = holders.length - named.length;
  return `Held by ${named.join(', ')}${
    others > 0 ? ` and ${others} more` : ''
  }.`;
}

/** Everyone who reads the asset reads this, so of other projects only the project is named. */
function holderName(
  { namespace, asset, pod }: AcceleratorHolder,
  project: string,
): string {
  if (namespace !== project) return `project ${namespace}`;
  return `${namespace}/${asset?.name ?? pod ?? '?'}`;
}
