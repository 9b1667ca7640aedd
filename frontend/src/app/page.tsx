import { P } from "../p.tsx";
export default function Page() { return <P />; }
