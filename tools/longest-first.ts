import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Projects by how long their files take, longest first. */
const projects = ["e2e", "loop", "dev", "cli", "server", "eval", "tools", "web", "contract", "core"];

/**
 * Long files run first, so that the short ones fill the end on all cores. The files of a project stay together: a process
 * goes from one to the next without loading everything anew. Within a project Vitest's own order stays.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ project }: TestSpecification): number {
  const index = projects.indexOf(project.name);
  return index === -1 ? projects.length : index;
}
