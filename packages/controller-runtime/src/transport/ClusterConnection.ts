/** How to reach one cluster, and as whom. Plain data: nothing is read or opened yet. */
export interface ClusterConnection {
  /** What people call the cluster; used in messages. */
  name: string;
  /** URL of the API server; may have a path, as behind some gateways. */
  server: string;
  /** Certificate authority, PEM. Without it the system's are trusted. */
  ca?: string;
  /** Bearer token, or a function that reads it; called again when the server answers 401. */
  token?: string | (() => Promise<string>);
  /** Client certificate, PEM. */
  cert?: string;
  /** Key of the client certificate, PEM. */
  key?: string;
  /** The name to verify in the server's certificate, where it differs from the URL's host. */
  serverName?: string;
  /** Accept any server certificate. Whoever is in between then sees the credentials. */
  skipTlsVerify?: boolean;
}
