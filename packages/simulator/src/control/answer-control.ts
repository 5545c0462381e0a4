import type { Simulator } from '../start-simulator.ts';
import type { ControlRequest } from './read-control.ts';

/** Does what a control request asks. @returns the reply, printed as one JSON line */
export async function answerControl(simulator: Simulator, request: ControlRequest): Promise<object> {
  switch (request.kind) {
    case 'change':
      return { device: request.device, ...simulator.device(request.device).change(request.change) };
    case 'drift':
      for (const device of simulator.devices) device.drift();
      return { devices: simulator.devices.length };
    case 'chaos': {
      const device = simulator.device(request.device);
      device.setChaos(request.chaos, request.sessions);
      return { device: device.name, chaos: [...device.chaos] };
    }
    case 'expected':
      return { device: request.device, text: simulator.device(request.device).expected() };
    case 'secrets':
      return { device: request.device, secrets: simulator.device(request.device).secrets() };
    case 'host-key':
      await simulator.device(request.device).changeHostKey();
      return { device: request.device };
    case 'stats':
      return simulator.stats();
    case 'stop':
      return {};
    default:
      return request satisfies never;
  }
}
