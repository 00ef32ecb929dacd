/** One thing under way that may take longer than a person likes to wait in silence. */
export interface Progress {
  /** What is being done: `download`, `build`, `start`, … */
  step: string;
  /** The state of it in words for a person. */
  detail: string;
}

export type OnProgress = (progress: Progress) => void;
