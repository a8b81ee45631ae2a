import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Problem } from "#api/problem.ts";
import { read } from "#api/queries.ts";
import { Doorway } from "#components/doorway/doorway.tsx";
import { paths } from "#paths.ts";
import { ProblemNote } from "#ui/problem-note.tsx";
import { AcceptForm } from "./accept-form.tsx";
import { JoinAsMe } from "./join-as-me.tsx";

const route = getRouteApi(paths.invitation);
const duties = {
  owner: "As an owner you run the business's set-up and its team.",
  coordinator: "As a coordinator you see every callback and give them to people.",
  agent: "As an agent you call back and close what is yours.",
  viewer: "As a viewer you see everything and change nothing.",
} as const;

/** Accepting an invitation: with a new sign-in, or as the person already signed in. */
export function InvitationPage() {
  const { token } = route.useParams();
  const invitation = useQuery({ ...read("getInvitation", { params: { token } }), retry: false });
  const me = useQuery({ ...read("me"), retry: false });
  if (invitation.isPending || me.isPending) return null;
  if (invitation.error !== null) {
    const gone = invitation.error instanceof Problem && invitation.error.status >= 400 && invitation.error.status < 500;
    return (
      <Doorway title="This invitation cannot be used">
        {gone ? (
          <>
            <p>
              It has expired, was used already, or the link was cut off. Ask an owner of the business for a new one.
            </p>
            <Link to={paths.signIn}>Sign in instead</Link>
          </>
        ) : (
          <ProblemNote error={invitation.error} />
        )}
      </Doorway>
    );
  }
  const { accountName, role } = invitation.data;
  return (
    <Doorway title={`Join ${accountName}`} lead={duties[role]}>
      {me.data === undefined ? (
        <AcceptForm token={token} invited={invitation.data} />
      ) : (
        <JoinAsMe token={token} user={me.data.user} />
      )}
    </Doorway>
  );
}
