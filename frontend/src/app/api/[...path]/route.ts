import { drain } from "../../../server/drain.ts";
import { forward } from "../../../server/forward.ts";
import { backendUrl } from "../../../server/settings.ts";

export const dynamic = "force-dynamic";

const handle = (request: Request) => forward(request, backendUrl(), drain.signal);

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
