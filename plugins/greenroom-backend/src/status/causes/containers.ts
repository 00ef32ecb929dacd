import { SeenContainer } from '@greenroom/backstage-plugin-greenroom-node';
import { moreMemory } from '../alternatives';
import { Cause } from '../Cause';
import { creating, hasFailed, lastEnd, sickContainer } from '../containers';

/** How the kubelet calls the end of what did not even start. */
const UNSTARTED = /^(StartError|ContainerCannotRun)$/;

function cannotStart(container: SeenContainer): boolean {
  return (
    /^(CreateContainerConfigError|CreateContainerError|RunContainerError)$/.test(
      container.waiting?.reason ?? '',
    ) || UNSTARTED.test(lastEnd(container)?.reason ?? '')
  );
}

/** The kubelet cannot make the container as it is declared. */
export const configError: Cause = {
  reason: 'ConfigError',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(evidence, cannotStart);
    if (!sick) return undefined;
    const { waiting, ...container } = sick.container;
    const end = lastEnd(container);
    const said =
      (UNSTARTED.test(end?.reason ?? '') ? end : waiting)?.message ?? '';
    return {
      ...explainConfig(said),
      object: sick.object,
      evidence: said || waiting?.reason,
    };
  },
};

function explainConfig(said: string) {
  if (/runAsNonRoot|run as root|non-numeric user/.test(said)) {
    return {
      summary:
        'The image runs as root, or does not say as which user; projects admit other users only.',
      fixes: [
        { text: 'Choose an image that runs as a numeric user other than 0' },
      ],
    };
  }
  const [, key, holder, object] =
    /couldn't find key (\S+) in (Secret|ConfigMap) \S+\/(\S+)/.exec(said) ?? [];
  if (key) {
    return {
      summary: `The ${holder} "${object}" has no key "${key}", which the container needs.`,
      fixes: [{ text: `Add the key "${key}" to the ${holder} "${object}"` }],
    };
  }
  const [, kind, name] =
    /(secret|configmap) "([^"]+)" not found/.exec(said) ?? [];
  if (name) {
    return {
      summary: `The ${kind} "${name}" that the container needs does not exist.`,
      fixes: [{ text: creating(kind, name) }],
    };
  }
  const [, program, why] =
    /exec: "([^"]+)": (.*(?:not found|no such file|permission denied))/.exec(
      said,
    ) ?? [];
  if (program) {
    return {
      summary: why.includes('permission denied')
        ? `The image starts with "${program}", which its user may not run.`
        : `The image starts with "${program}", which it does not have.`,
      fixes: [{ text: 'Choose another image, or correct its command' }],
    };
  }
  return {
    summary: 'The container cannot be started as it is declared.',
    fixes: [{ text: 'Ask the platform team: the evidence says what is wrong' }],
  };
}

/** The kernel ended it for its use of host memory. Source: container runtime, "OOMKilled". */
export const outOfMemory: Cause = {
  reason: 'OutOfMemory',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(
      evidence,
      container => lastEnd(container)?.reason === 'OOMKilled',
    );
    if (!sick) return undefined;
    const { hardware, context } = evidence;
    const memory = hardware?.memory ?? context.resolved.profile?.memory.default;
    const more = moreMemory(evidence, memory ?? '');
    return {
      summary: `It ran out of memory${
        memory ? ` (${memory})` : ''
      } and was ended. This is the memory of the machine, not of the accelerator.`,
      object: sick.object,
      evidence: `Container ${sick.container.name}: OOMKilled, exit code ${
        lastEnd(sick.container)?.exitCode ?? 137
      }`,
      fixes: more.length
        ? more
        : [{ text: 'Choose a hardware profile with more memory' }],
    };
  },
};

/** It starts and fails, again and again. */
export const crashLoop: Cause = {
  reason: 'CrashLoop',
  phase: 'Failed',
  stage: 'Started',
  find: evidence => {
    const sick = sickContainer(evidence, hasFailed);
    if (!sick) return undefined;
    const { container, object } = sick;
    const ended = lastEnd(container);
    const words = ended?.message?.trim().split('\n').at(-1);
    const done = ended?.exitCode === 0;
    const { restartCount } = container;
    const times = restartCount === 1 ? 'once' : `${restartCount} times`;
    return {
      summary: `The container ${container.name} ${
        done ? 'ends by itself' : 'keeps failing'
      }${
        ended?.exitCode === undefined ? '' : ` with exit code ${ended.exitCode}`
      }${restartCount > 0 ? `, and was restarted ${times}` : ''}${
        words ? `: ${words}` : '.'
      }`,
      object,
      evidence: ended?.message ?? container.waiting?.message ?? ended?.reason,
      fixes: [
        ...(done
          ? [{ text: 'Choose an image whose command keeps running' }]
          : []),
        { text: 'Read its log for what it said last' },
      ],
    };
  },
};
