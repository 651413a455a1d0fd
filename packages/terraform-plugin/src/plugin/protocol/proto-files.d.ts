/** The build compiles each .proto file that is imported. */
declare module "*.proto" {
  import type { CompiledServices } from "./service.ts";
  const services: CompiledServices;
  export default services;
}
