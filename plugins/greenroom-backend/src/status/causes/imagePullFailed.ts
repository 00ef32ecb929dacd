import { Fix } from '@greenroom/backstage-plugin-greenroom-common';
import { Cause } from '../Cause';
import { sickContainer } from '../containers';
import { isAboutPod } from '../warnings';

const PULL_REASONS = new Set([
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** What registries and container runtimes say, most telling first. */
const DETAILS: { pattern: RegExp; why: string; fixes: Fix[] }[] = [
  {
    pattern: /toomanyrequests|429 Too Many/i,
    why: 'the registry limits how often it may be asked',
    fixes: [{ text: 'Wait, or ask the platform team for a mirror' }],
  },
  {
    pattern: /no such host|server misbehaving/i,
    why: "the registry's host name is not known",
    fixes: [{ text: 'Correct the registry in the image reference' }],
  },
  {
    pattern: /x509|certificate/i,
    why: "the nodes do not trust the registry's certificate",
    fixes: [
      { text: "Ask the platform team to give the nodes the registry's CA" },
    ],
  },
  {
    pattern: /no space left/i,
    why: 'the node has no room for it',
    fixes: [{ text: 'Ask the platform team to clear the node' }],
  },
  {
    pattern: /no match for platform/i,
    why: "it is not built for the nodes' processors",
    fixes: [{ text: 'Choose another image or hardware profile' }],
  },
  {
    // Registries say so of what is not there too, so that nobody can find out.
    pattern: /may require authorization|insufficient_scope/i,
    why: 'the registry asks for a login, or the image does not exist',
    fixes: [
      { text: 'Ask the platform team for access to the registry' },
      { text: 'Choose another image' },
    ],
  },
  {
    pattern: /\b401\b|unauthorized|authentication required/i,
    why: 'the registry asks for a login, and the project has none or a wrong one',
    fixes: [
      { text: "Ask the platform team for the project's pull secret" },
      { text: 'Choose another image' },
    ],
  },
  {
    pattern: /\b403\b|forbidden|denied/i,
    why: "the project's login may not read it",
    fixes: [
      { text: 'Ask the owner of the image for access' },
      { text: 'Choose another image' },
    ],
  },
  {
    pattern: /not found|manifest unknown|name unknown|\b404\b/i,
    why: 'there is no such image or tag in the registry',
    fixes: [{ text: 'Choose another image or version' }],
  },
  {
    pattern: /\b5\d\d (Internal|Bad Gateway|Service Unavail|Gateway Time)/i,
    why: 'the registry is not well',
    fixes: [{ text: 'Wait: it is tried again by itself' }],
  },
  {
    pattern: /i\/o timeout|connection refused|TLS handshake|context deadline/i,
    why: 'the registry does not answer',
    fixes: [
      { text: 'Ask the platform team whether the nodes reach the registry' },
    ],
  },
];

/** Source: kubelet; the details are in its event, since a back-off hides them. */
export const imagePullFailed: Cause = {
  reason: 'ImagePullFailed',
  phase: 'Failed',
  stage: 'ImagesPulled',
  find: evidence => {
    const sick = sickContainer(evidence, ({ waiting }) =>
      PULL_REASONS.has(waiting?.reason ?? ''),
    );
    if (!sick) return undefined;
    const { container, pod, object } = sick;
    const event = evidence.events.find(
      each =>
        each.reason === 'Failed' &&
        isAboutPod(each, pod) &&
        each.message.startsWith('Failed to pull image'),
    );
    const said = [container.waiting?.message, event?.message]
      .filter(text => text)
      .join('\n');
    const detail =
      container.waiting?.reason === 'InvalidImageName'
        ? { why: 'its name is not valid', fixes: [{ text: 'Correct it' }] }
        : DETAILS.find(({ pattern }) => pattern.test(said));
    const image =
      /image "([^"]+)"/.exec(said)?.[1] ??
      container.image ??
      evidence.context.resolved.image?.ref ??
      '';
    return {
      summary: `The image ${image ? `${image} ` : ''}cannot be pulled${
        detail ? `: ${detail.why}` : ''
      }.`,
      object,
      evidence: event?.message ?? (said || container.waiting?.reason),
      fixes: detail?.fixes ?? [{ text: 'Choose another image' }],
    };
  },
};
