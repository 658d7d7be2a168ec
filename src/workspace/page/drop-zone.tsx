import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { LARGEST_FILE_BYTES } from '../wire.ts';
import { usePage } from './page-context.ts';
import { sendFile } from './server.ts';

export interface DropZoneProps {
  readonly channel: string;
  readonly threadTs: string | undefined;
  /** Where the file will be shared, as it is named to the person. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Takes files that are dropped on it and shares them. */
export function DropZone({ channel, threadTs, name, children }: DropZoneProps) {
  const { dispatch } = usePage();
  const [isOver, setOver] = useState(false);
  // Entering a child leaves its parent, so count both.
  const depth = useRef(0);
  const enter = (step: 1 | -1) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    depth.current += step;
    setOver(depth.current > 0);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    for (const file of event.dataTransfer.files) {
      const error =
        file.size > LARGEST_FILE_BYTES
          ? `${file.name} is larger than ${LARGEST_FILE_BYTES / 1024 / 1024} MB.`
          : (await sendFile({ channel, threadTs, file, comment: '' })).error;
      if (error !== undefined) dispatch({ type: 'notice', text: error });
    }
  };
  return (
    <section
      className="drop-zone"
      aria-label={`Drop files here to share them in ${name}`}
      onDragEnter={enter(1)}
      onDragLeave={enter(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {isOver && <p className="drop-zone__hint">Drop to share in {name}</p>}
    </section>
  );
}
