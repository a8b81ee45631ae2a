import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate, useRouter } from "@tanstack/react-router";
import { read } from "#api/queries.ts";
import { Doorway } from "#components/doorway/doorway.tsx";
import { paths } from "#paths.ts";
import { SignInForm } from "./sign-in-form.tsx";

const route = getRouteApi(paths.signIn);

/** Signing in by e-mail and password; a demo shows its sign-in, one click away. */
export function SignInPage() {
  const { data: installation } = useSuspenseQuery(read("installation"));
  const { next } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  if (installation.needsFirstOwner) return <Navigate to={paths.welcome} replace />;
  const onSignedIn = () => {
    // What was read for whoever was signed in before must not be shown to the next person.
    client.clear();
    router.history.push(next ?? paths.today);
  };
  return (
    <Doorway title="Sign in" lead="New here? An owner of the business can invite you under Team and hours.">
      <SignInForm demo={installation.demoSignIn} onSignedIn={onSignedIn} />
    </Doorway>
  );
}
