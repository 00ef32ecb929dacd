import { Seen, Stage } from './Stage';

/** Tells the pod that an event says was refused so. */
export const refusal =
  (text: RegExp) =>
  ({ reason, message = '' }: Seen) =>
    reason === 'FailedCreate' && text.test(message);

/** Tells the pod that the scheduler says this of. */
export const unschedulable =
  (text: RegExp) =>
  ({ kind, status }: Seen) =>
    kind === 'Pod' &&
    Boolean(
      status?.conditions?.some(
        ({ type, status: is, message = '' }) =>
          type === 'PodScheduled' && is === 'False' && text.test(message),
      ),
    );

/** Tells an event of this reason. */
export const told =
  (wanted: string) =>
  ({ kind, reason }: Seen) =>
    kind === 'Event' && reason === wanted;

/** Tells the pod whose container waits for one of these reasons. */
export const waits =
  (...reasons: string[]) =>
  ({ status }: Seen) =>
    reasons.includes(
      status?.containerStatuses?.[0]?.state?.waiting?.reason ?? '',
    );

/** What the kubelet says of a container that does not run. */
export const container = (name: string, state: object, more: object = {}) => ({
  phase: 'Pending',
  containerStatuses: [
    {
      name,
      image: 'registry.example.org/workbench:1',
      imageID: '',
      ready: false,
      restartCount: 0,
      state,
      ...more,
    },
  ],
});

/** A container that ended so, and is to be started again. */
export const crashed = (name: string, ended: object) =>
  container(
    name,
    {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off 20s restarting failed container=${name}`,
      },
    },
    { restartCount: 2, lastState: { terminated: ended } },
  );

/** The kubelet has the pod, and its container is not made yet. */
const starting = (stage: Stage, namespace: string, workbench: string) =>
  stage.kubelet(
    namespace,
    workbench,
    container(workbench, { waiting: { reason: 'ContainerCreating' } }),
  );

type Said = [component: string, reason: string, message: string];

/** A component tells something of the workbench's pod. */
export const tells =
  (...said: Said) =>
  (stage: Stage, namespace: string, workbench: string) =>
    stage.tell(namespace, workbench, ...said);

/** As {@link tells}, of one that has a node. */
export const tellsWhileStarting =
  (...said: Said) =>
  async (stage: Stage, namespace: string, workbench: string) => {
    await starting(stage, namespace, workbench);
    await stage.tell(namespace, workbench, ...said);
  };
