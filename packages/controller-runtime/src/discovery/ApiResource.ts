/** A kind that a cluster serves, and the path under which it does. */
export interface ApiResource {
  /** `v1` for the core group, else `group/version`. */
  apiVersion: string;
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  /** The name in paths, such as `pods`. */
  plural: string;
  namespaced: boolean;
  /** What can be done with it, such as `list`, `watch`, `patch`. */
  verbs: string[];
}
