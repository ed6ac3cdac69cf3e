/** The first byte of every message of exec and attach (apimachinery pkg/util/remotecommand/constants.go, KEP-4006). */
export const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;
