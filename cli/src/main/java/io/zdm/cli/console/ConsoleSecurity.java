package io.zdm.cli.console;

import io.zdm.cli.console.Audit.Entry;
import io.zdm.cli.console.Audit.Who;
import io.zdm.cli.output.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Nobody sees or does anything without a token, and no page of somebody else's does it in the name of who has one. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    /** The page loads from here alone, and runs nothing that does not stand in a file of ours. */
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @Bean
    AuthenticationProvider login(ConsoleSettings settings, Audit audit, Clock clock) {
        return new TokenLogin(settings.users(), settings.readOnly(), audit, clock);
    }

    /** A name that somebody else makes point here must not get at what is here. */
    @Bean
    HttpFirewall firewall(ConsoleSettings settings) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(name -> THIS_MACHINE.contains(name)
                || name.equals(settings.listener().host())
                || settings.listener().hostnames().contains(name));
        return firewall;
    }

    /** For Prometheus, which has no session: the token is the password. */
    @Bean
    @Order(1)
    SecurityFilterChain metrics(HttpSecurity http) throws Exception {
        return http.securityMatcher("/metrics")
                .authorizeHttpRequests(all -> all.anyRequest().hasAuthority(TokenLogin.LOOK))
                .httpBasic(basic -> basic.authenticationEntryPoint((request, response, e) -> {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"zdm-batch\"");
                    response.setStatus(HttpStatus.UNAUTHORIZED.value());
                }))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, Audit audit) throws Exception {
        return http.authorizeHttpRequests(
                        all -> all.requestMatchers("/login", "/login.html", "/*.css", "/*.js", "/favicon.svg")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/logout")
                                .authenticated()
                                .requestMatchers(HttpMethod.POST, "/**")
                                .hasAuthority(TokenLogin.ACT)
                                .requestMatchers(HttpMethod.GET, "/**")
                                .hasAuthority(TokenLogin.LOOK)
                                .anyRequest()
                                .denyAll())
                .formLogin(form -> form.loginPage("/login")
                        .usernameParameter("name")
                        .passwordParameter("token")
                        .successHandler((request, response, who) -> loggedIn(audit, request, response, who))
                        .failureHandler(ConsoleSecurity::notLoggedIn))
                .logout(logout -> logout.logoutUrl("/logout")
                        .deleteCookies("ZDM-CONSOLE")
                        .logoutSuccessHandler(
                                (request, response, who) -> response.setStatus(HttpStatus.NO_CONTENT.value())))
                .csrf(csrf -> csrf.spa())
                .requestCache(cache -> cache.disable())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(ConsoleSecurity::unknown)
                        .accessDeniedHandler((request, response, e) -> refused(response)))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                        .frameOptions(frames -> frames.sameOrigin())
                        .referrerPolicy(Customizer.withDefaults()))
                .build();
    }

    private static void loggedIn(
            Audit audit, HttpServletRequest request, HttpServletResponse response, Authentication who) {
        audit.note(
                new Who(who.getName(), request.getRemoteAddr()),
                new Entry(null, null, "login", Map.of(), "logged in", null));
        response.setStatus(HttpStatus.NO_CONTENT.value());
    }

    private static void notLoggedIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        if (e instanceof LockedException) {
            response.setHeader("Retry-After", String.valueOf(TokenLogin.WAIT.toSeconds()));
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        }
    }

    /** A page is led to the login; what a page asks for in the background is told. */
    private static void unknown(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (request.getMethod().equals("GET") && !request.getRequestURI().startsWith("/api/")) {
            response.sendRedirect("/login");
        } else {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        }
    }

    private static void refused(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(Json.write(Map.of(
                        "message",
                        "Not allowed: this login may only look, or the page is older than its session.",
                        "next",
                        "Load the page again; to act, log in with a token that may.")));
    }
}
