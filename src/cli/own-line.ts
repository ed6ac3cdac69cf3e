/** A line of podscope's own on standard error; what begins with its name says it once. */
export const ownLine = (text: string): string => `podscope: ${text.replace(/^podscope (?=was )/, '')}\n`;
