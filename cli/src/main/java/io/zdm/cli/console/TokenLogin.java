package io.zdm.cli.console;

import io.zdm.cli.console.Audit.Entry;
import io.zdm.cli.console.Audit.Who;
import io.zdm.cli.console.ConsoleUsers.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Logs in whoever knows a token; the name that comes with it does not matter. Too many wrong ones lock an address for a while. */
final class TokenLogin implements AuthenticationProvider {

    static final String LOOK = "LOOK";
    static final String ACT = "ACT";

    /** So many wrong tokens from one address, and it must wait. */
    static final int MOST_WRONG = 5;

    static final Duration WAIT = Duration.ofSeconds(30);

    private static final int REMEMBERED_ADDRESSES = 1_000;

    private final ConsoleUsers users;
    private final boolean readOnly;
    private final Audit audit;
    private final Clock clock;
    private final Map<String, Wrong> wrong = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > REMEMBERED_ADDRESSES;
        }
    };

    private record Wrong(int times, Instant last) {}

    TokenLogin(ConsoleUsers users, boolean readOnly, Audit audit, Clock clock) {
        this.users = users;
        this.readOnly = readOnly;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String address = asked.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        refuseLocked(address);
        Optional<User> found = users.of(String.valueOf(asked.getCredentials()));
        if (found.isEmpty()) {
            failed(address);
            audit.note(new Who("", address), new Entry(null, null, "login", Map.of(), "wrong token", null));
            throw new BadCredentialsException("This token is not known");
        }
        forget(address);
        User user = found.get();
        List<SimpleGrantedAuthority> rights = user.mayAct() && !readOnly
                ? List.of(new SimpleGrantedAuthority(LOOK), new SimpleGrantedAuthority(ACT))
                : List.of(new SimpleGrantedAuthority(LOOK));
        UsernamePasswordAuthenticationToken known =
                UsernamePasswordAuthenticationToken.authenticated(user.name(), null, rights);
        known.setDetails(asked.getDetails());
        return known;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private synchronized void refuseLocked(String address) {
        Wrong before = wrong.get(address);
        if (before != null && before.times() >= MOST_WRONG) {
            if (clock.instant().isBefore(before.last().plus(WAIT))) {
                throw new LockedException("Too many wrong tokens; wait " + WAIT.toSeconds() + " seconds");
            }
            wrong.remove(address);
        }
    }

    private synchronized void failed(String address) {
        Wrong before = wrong.get(address);
        wrong.put(address, new Wrong(before == null ? 1 : before.times() + 1, clock.instant()));
    }

    private synchronized void forget(String address) {
        wrong.remove(address);
    }
}
