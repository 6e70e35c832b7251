import { Site } from "../ui/site";
import type { Viewed } from "./overview";

export const OverviewPage = ({ viewed }: { viewed: Viewed; url: URL }) => (
  <Site title={viewed.ctx.shop.name} locale={viewed.ctx.locale} layout="wide">
    <h1>{viewed.ctx.shop.name}</h1>
  </Site>
);
