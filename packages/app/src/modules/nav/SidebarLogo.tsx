import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginLeft: theme.spacing(2.5),
    color: theme.palette.navigation.selectedColor,
    fontSize: 20,
    fontWeight: 700,
    whiteSpace: 'nowrap',
  },
}));

/** A stage curtain, half open: where models get ready. */
const Curtain = () => (
  <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden focusable="false">
    <path d="M2 3h24v3H2z" fill="currentColor" />
    <path d="M3 7h8c0 8-3 14-8 18z" fill="currentColor" opacity="0.85" />
    <path d="M25 7h-8c0 8 3 14 8 18z" fill="currentColor" opacity="0.85" />
  </svg>
);

export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <div className={classes.root}>
      <Link
        to="/"
        underline="none"
        className={classes.link}
        aria-label="Greenroom home"
      >
        <Curtain />
        {isOpen && 'Greenroom'}
      </Link>
    </div>
  );
};
