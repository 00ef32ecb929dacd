import { Fault } from '@greenroom/controller-runtime/testing';
import { EngineProcess } from './faultBench';

/**
 * Lets a process die at a request: before it is sent, or, `asked`, before it is
 * answered. Resolves when it is dead.
 */
export function stopsAt(
  process: EngineProcess,
  matcher: Parameters<EngineProcess['proxy']['fault']>[0],
  after = 0,
  asked = false,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const death: Fault = {
      name: 'the process dies',
      handle: async exchange => {
        if (asked) await exchange.ask();
        process.crash().then(resolve, reject);
      },
    };
    process.proxy.fault(matcher, death, { after, times: 1 });
  });
}
