import { createConnection } from 'vscode-languageserver';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { ExitCode, type Invocation } from '../command.js';
import { serve } from './serve.js';

/** Serves one editor over standard input and output, until it says exit or is gone. */
export const runLsp = ({ signal }: Pick<Invocation, 'signal'>): Promise<ExitCode> =>
  new Promise((end) => {
    const watchDog = {
      shutdownReceived: false,
      // An editor that is gone closes standard input.
      initialize: () => {},
      exit: (code: number) => end(code === 0 ? ExitCode.Allowed : ExitCode.Blocked),
    };
    const gone = () => watchDog.exit(watchDog.shutdownReceived ? 0 : 1);
    process.stdin.once('end', gone).once('close', gone);
    signal.addEventListener('abort', () => end(ExitCode.Allowed));
    const [reader, writer] = [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
    const connection = createConnection((logger) => createProtocolConnection(reader, writer, logger), watchDog);
    serve(connection);
    connection.listen();
  });
