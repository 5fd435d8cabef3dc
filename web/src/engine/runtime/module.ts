// A module by its address: fetched and compiled once a page, and shared by all its workers.

/** How long a module may take to arrive, in seconds. */
export const arrival = { seconds: 60 };

const compiled = new Map<string, Promise<WebAssembly.Module>>();

export function moduleOf(address: string): Promise<WebAssembly.Module> {
  let module = compiled.get(address);
  if (!module) {
    compiled.set(address, module = load(address));
    module.catch(() => compiled.delete(address)); // the next call tries again
  }
  return module;
}

async function load(address: string): Promise<WebAssembly.Module> {
  const name = address.slice(address.lastIndexOf('/') + 1);
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(1000 * arrival.seconds) });
    if (!response.ok) throw new Error(`the server answers ${response.status} for ${name}`);
    // Compiled while it arrives, unless the server does not know what it is.
    const known = response.headers.get('content-type') === 'application/wasm';
    return await (known ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') throw new Error(`${name} has not arrived within ${arrival.seconds} seconds`);
    if (error instanceof WebAssembly.CompileError) throw new Error(`${name} is damaged, or not what this page was built with`);
    throw error;
  }
}
