import { Component } from '../binaries/versions';

/** A running development cluster. */
export interface DevCluster {
  readonly name: 'dev';
  /** URL of the apiserver, on loopback. */
  readonly server: string;
  /** The authority behind the apiserver's certificate, PEM. */
  readonly ca: string;
  /** Path of a kubeconfig with all rights. */
  readonly adminKubeconfig: string;
  /** Path of the state file; `GREENROOM_TEST_CLUSTER` takes it. */
  readonly stateFile: string;
  /** Bearer tokens of the two identities that the portal uses. */
  readonly accounts: {
    greenroom: { token: string };
    portalReader: { token: string };
  };
  /** URL of its Prometheus, on loopback; absent where none runs. */
  readonly prometheus?: string;
  readonly pids: Partial<Record<Component, number>>;
  /** Rejects, with the end of its log, when a component dies by itself; never resolves. */
  readonly failure: Promise<never>;
  /** Ends all components and waits for them. The data stays. */
  stop(): Promise<void>;
}
