/** Resolves once the condition holds; rejects after 5 s of real time. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(`never became true: ${condition}`);
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
