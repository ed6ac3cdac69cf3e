import { text } from '../../../api/fields.ts';
import { RuntimeError } from '../../../container/machine/container.ts';
import type { Json } from '../../../api/patches/patch.ts';
import { Backoff } from './backoff.ts';
import type { PodContext } from '../pod/pod-context.ts';

type Tell = (type: 'Normal' | 'Warning', reason: string, message: string) => void;

/** How long an image takes to come over the line, in ms. */
const SLOWEST_MS = 1500;

/** Gets a container's image before each start (pkg/kubelet/images/image_manager.go). */
export class ImagePuller {
  imageId = '';
  waiting: Json = { reason: 'ContainerCreating' };
  private state: 'none' | 'pulling' | 'failed' | 'here' = 'none';
  private readonly backoff = new Backoff();

  constructor(
    private readonly context: PodContext,
    private readonly spec: Json,
    private readonly tell: Tell,
  ) {}

  private get image(): string {
    return text(this.spec['image']);
  }

  /** The name under which the runtime knows it. */
  get imageName(): string {
    const named = /[:@][^/]*$/.test(this.image) ? this.image : `${this.image}:latest`;
    if (/^[^/]+\.[^/]+\//.test(named)) return named;
    return named.includes('/') ? `docker.io/${named}` : `docker.io/library/${named}`;
  }

  /** Whether the image is here; begins to get it where it is not. */
  ready(): boolean {
    if (this.state === 'none') this.begin();
    else if (this.state === 'failed') this.tryAgain();
    return this.state === 'here';
  }

  /** The next start asks anew. */
  again(): void {
    this.state = 'none';
  }

  private begin(): void {
    if ((this.context.quiet || this.spec['imagePullPolicy'] !== 'Always') && this.present()) {
      this.state = 'here';
      this.tell(
        'Normal',
        'Pulled',
        `Container image ${JSON.stringify(this.image)} already present on machine`,
      );
      return;
    }
    this.state = 'pulling';
    this.tell('Normal', 'Pulling', `Pulling image ${JSON.stringify(this.image)}`);
    const { clock, random } = this.context.world;
    const ms = 200 + Math.floor(random() * SLOWEST_MS);
    clock.after(ms, () => this.pulled(ms));
  }

  private present(): boolean {
    try {
      this.imageId = this.context.machines.pull(this.image);
      return true;
    } catch (error) {
      if (error instanceof RuntimeError) return false;
      throw error;
    }
  }

  private pulled(ms: number): void {
    const name = JSON.stringify(this.image);
    try {
      this.imageId = this.context.machines.pull(this.image);
      this.state = 'here';
      const took = `${ms}ms (${ms}ms including waiting)`;
      this.tell(
        'Normal',
        'Pulled',
        `Successfully pulled image ${name} in ${took}. Image size: 48023117 bytes.`,
      );
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      this.state = 'failed';
      const now = this.context.world.clock.now();
      this.backoff.failed(now, 0);
      if (this.backoff.left(now) === 0) this.backoff.failed(now, 0);
      this.waiting = { reason: 'ErrImagePull', message: error.message };
      this.failure = error.message;
      this.tell('Warning', 'Failed', `Failed to pull image ${name}: ${error.message}`);
      this.tell('Warning', 'Failed', 'Error: ErrImagePull');
      this.context.later(HESITATION_MS);
    }
    this.context.changed();
  }

  private failure = '';

  private tryAgain(): void {
    const left = this.backoff.left(this.context.world.clock.now());
    if (left === 0) return this.begin();
    this.context.later(left);
    if (this.waiting['reason'] === 'ImagePullBackOff') return;
    const message = `Back-off pulling image ${JSON.stringify(this.image)}`;
    this.waiting = { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${this.failure}` };
    this.tell('Normal', 'BackOff', message);
    this.tell('Warning', 'Failed', 'Error: ImagePullBackOff');
    this.context.changed();
  }
}

/** A failed pull is told as such for a moment before it is backed off from. */
const HESITATION_MS = 2000;
