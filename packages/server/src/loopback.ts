/** Hosts that never leave the machine: localhost and below it, 127.0.0.0/8 and ::1; as a URL writes them. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
