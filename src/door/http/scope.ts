/** Which part of the site a path belongs to. The API speaks JSON to programs, everything else is for browsers or operators. */
export const isApi = (path: string) => path.startsWith('/api/') || path === '/api'

/** Doors of programs that bring their own rules for bodies, origins and errors. */
export const isProtocol = (path: string) => /^\/(chatkit|mcp)(\/|$)/.test(path)

/** What a browser reaches with its cookie: here a foreign site must not be able to act. */
export const isPage = (path: string) => !isApi(path) && !isProtocol(path)

/** Forms that mail programs send by themselves: the address is the credential, and no cookie is read. */
export const isForMail = (path: string) => path.startsWith('/unsubscribe/')
