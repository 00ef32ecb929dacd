/** The least that a projection keeps of an object. */
export interface Projected {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
  };
}
