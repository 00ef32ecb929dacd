/** A PersistentVolumeClaim in a project's namespace, whoever made it. */
export interface ProjectClaim {
  name: string;
  /** Its capacity, else what it asks for, as a Kubernetes quantity; absent when it says neither. */
  size?: string;
  /** `Bound`, `Pending` (a volume is made when a pod comes) or `Lost`. */
  phase?: string;
  /** Names of the project's workbenches that declare it, as far as the caller may read them. */
  usedBy: string[];
}
