// An address that is none.
import { A } from "@solidjs/router";

export default function Absent() {
  return (
    <div class="empty">
      There is nothing at this address. <A href="/">All jobs</A>
    </div>
  );
}
